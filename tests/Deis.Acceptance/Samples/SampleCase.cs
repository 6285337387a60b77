namespace Deis.Acceptance.Samples;

/// <summary>A sample, what is configured before it is pushed, and what somebody sees who pushes it.</summary>
public sealed record SampleCase
{
    /// <summary>Its folder below <c>samples/</c>.</summary>
    public required string Sample { get; init; }

    /// <summary>Arguments of <c>deis config:set</c> before the push.</summary>
    public Func<SampleServices, string[]> Config { get; init; } = static _ => [];

    /// <summary>Whether the push must be refused.</summary>
    public bool Fails { get; init; }

    /// <summary>Texts that the push shows.</summary>
    public string[] Shows { get; init; } = [];

    /// <summary>What the page of the app begins with; null: nobody answers, and the router says 503.</summary>
    public string? Answers { get; init; }
}
