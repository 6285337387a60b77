using Deis.Platform.Users;

namespace Deis.Platform.Builds;

/// <summary>Something an app can run: a slug or an image, with its process types.</summary>
public sealed class Build
{
    /// <summary>Primary key.</summary>
    public Guid Uuid { get; init; }

    /// <summary>The app.</summary>
    public Guid AppId { get; init; }

    /// <summary>Who built it.</summary>
    public Guid OwnerId { get; init; }

    /// <summary>Who built it.</summary>
    public User? Owner { get; init; }

    /// <summary>Object key of the slug, or image name.</summary>
    public required string Image { get; init; }

    /// <summary>Commit, full or short; blank for images.</summary>
    public string Sha { get; init; } = "";

    /// <summary>Process types and their commands.</summary>
    public Dictionary<string, string> Procfile { get; init; } = [];

    /// <summary>Not blank when it was built from a Dockerfile.</summary>
    public string Dockerfile { get; init; } = "";

    /// <summary>The operation that made it; makes the step repeatable.</summary>
    public string? Operation { get; init; }

    /// <summary>When its slug was given up; null while it can be run.</summary>
    public DateTimeOffset? Pruned { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset Updated { get; init; }

    /// <summary>How it came about (docs/protocol/controller.md, "Build types").</summary>
    public BuildType Type => Dockerfile.Length > 0 ? BuildType.Dockerfile : Sha.Length > 0 ? BuildType.Buildpack : BuildType.Image;
}
