namespace Deis.Client.Builds;

/// <summary>The right to upload one source tarball.</summary>
public sealed record UploadPermit
{
    /// <summary>What the build calls it.</summary>
    public required string Key { get; init; }

    /// <summary>Where to send it; a secret.</summary>
    public required string Url { get; init; }

    /// <summary>The verb.</summary>
    public required string Method { get; init; }

    /// <summary>Headers to send.</summary>
    public Dictionary<string, string> Headers { get; init; } = [];
}
