using Microsoft.DurableTask.Worker;

namespace DurableTask.Postgres.Tests.Statements.Engines;

/// <summary>The facts of an <see cref="OrderException"/> that belong into its recorded failure.</summary>
public sealed class OrderProperties : IExceptionPropertiesProvider
{
    /// <summary>An order about which this provider knows nothing.</summary>
    public const string Bad = "bad";

    public IDictionary<string, object?>? GetExceptionProperties(Exception exception) => exception switch
    {
        OrderException { Order: Bad } => throw new KeyNotFoundException("no such order"),
        OrderException order => new Dictionary<string, object?> { ["order"] = order.Order, ["items"] = order.Items, ["paid"] = false },
        _ => null,
    };
}
