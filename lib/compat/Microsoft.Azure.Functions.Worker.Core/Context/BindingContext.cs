namespace Microsoft.Azure.Functions.Worker;

/// <summary>Data that came with the trigger.</summary>
public abstract class BindingContext
{
    /// <summary>The data by name; names compare without regard to case.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
