namespace Deis.Client.Apps;

/// <summary>A command that was started and is not waited for.</summary>
public sealed record DetachedRun
{
    /// <summary>Id of its operation.</summary>
    public string Operation { get; init; } = "";

    /// <summary>Name of its process.</summary>
    public required string Process { get; init; }
}
