namespace Deis.Client.Operations;

/// <summary>A change of an app: a deploy, a scaling, a restart, a destruction.</summary>
public sealed record Operation
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary><c>create</c>, <c>deploy</c>, <c>scale</c>, <c>restart</c>, <c>run</c>, <c>route</c>, <c>autoscale</c> or <c>destroy</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Who asked for it.</summary>
    public string User { get; init; } = "";

    /// <summary>When, as the server writes it.</summary>
    public string Created { get; init; } = "";

    /// <summary>
    /// <c>pending</c>, <c>running</c>, <c>suspended</c>, <c>succeeded</c>, <c>failed</c> or <c>terminated</c>;
    /// <c>forgotten</c> when the server has cleaned its history away.
    /// </summary>
    public string Status { get; init; } = "";

    /// <summary>Number of the release that it made, if any.</summary>
    public int? Version { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }
}
