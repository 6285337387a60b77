namespace Deis.Client.Builds;

/// <summary>A build of an app.</summary>
public sealed record Build
{
    /// <summary>Identity.</summary>
    public required string Uuid { get; init; }

    /// <summary>App that it belongs to.</summary>
    public string? App { get; init; }

    /// <summary>Image or slug.</summary>
    public string Image { get; init; } = "";

    /// <summary>Git commit, empty for images.</summary>
    public string Sha { get; init; } = "";

    /// <summary>User who made it.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Commands by process type.</summary>
    public IReadOnlyDictionary<string, string>? Procfile { get; init; }

    /// <summary>When it was made, as the server writes it.</summary>
    public string Created { get; init; } = "";
}
