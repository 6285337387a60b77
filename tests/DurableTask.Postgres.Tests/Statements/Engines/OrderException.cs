namespace DurableTask.Postgres.Tests.Statements.Engines;

/// <summary>An exception of an application, with facts of its own.</summary>
public sealed class OrderException(string message, string order, int items) : Exception(message)
{
    public string Order => order;

    public int Items => items;
}
