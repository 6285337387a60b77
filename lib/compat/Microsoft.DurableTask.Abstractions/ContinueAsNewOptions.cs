namespace Microsoft.DurableTask;

/// <summary>Options of restarting an orchestration with an empty history.</summary>
public class ContinueAsNewOptions
{
    /// <summary>The input of the next execution.</summary>
    public object? NewInput { get; set; }

    /// <summary>True: events that nobody waited for go to the next execution; false: they are dropped.</summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;

    /// <summary>The version of the next execution; blank: unchanged.</summary>
    public string? NewVersion { get; set; }
}
