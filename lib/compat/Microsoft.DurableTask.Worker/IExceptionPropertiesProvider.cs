namespace Microsoft.DurableTask.Worker;

/// <summary>Says which facts of an exception go into the failure that is recorded of it.</summary>
public interface IExceptionPropertiesProvider
{
    /// <summary>The facts; null: none. Called for the exception and for each of its inner ones.</summary>
    IDictionary<string, object?>? GetExceptionProperties(Exception exception);
}
