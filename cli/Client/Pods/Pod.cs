namespace Deis.Client.Pods;

/// <summary>A running process of an app.</summary>
public sealed record Pod
{
    /// <summary>Name of the process.</summary>
    public required string Name { get; init; }

    /// <summary>Process type.</summary>
    public string Type { get; init; } = "";

    /// <summary>State, such as <c>up</c>.</summary>
    public string State { get; init; } = "";

    /// <summary>Release that it runs, such as <c>v3</c>.</summary>
    public string Release { get; init; } = "";

    /// <summary>Why it does not run; null while it runs, and from older servers.</summary>
    public string? Reason { get; init; }

    /// <summary>Start time as the server writes it.</summary>
    public string? Started { get; init; }
}
