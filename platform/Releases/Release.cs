using Deis.Platform.Builds;
using Deis.Platform.Configs;
using Deis.Platform.Users;

namespace Deis.Platform.Releases;

/// <summary>A numbered pair of build and configuration (docs/protocol/controller.md, "Release engine").</summary>
public sealed class Release
{
    /// <summary>Primary key.</summary>
    public Guid Uuid { get; init; }

    /// <summary>The app.</summary>
    public Guid AppId { get; init; }

    /// <summary>Who released it.</summary>
    public Guid OwnerId { get; init; }

    /// <summary>Who released it.</summary>
    public User? Owner { get; init; }

    /// <summary>Its number; 1 is the empty release made with the app.</summary>
    public int Version { get; init; }

    /// <summary>What changed, in words.</summary>
    public required string Summary { get; set; }

    /// <summary>True when it could not be rolled out.</summary>
    public bool Failed { get; set; }

    /// <summary>Why it failed.</summary>
    public string? Exception { get; set; }

    /// <summary>Its configuration.</summary>
    public Guid ConfigId { get; init; }

    /// <summary>Its configuration.</summary>
    public AppConfig? Config { get; init; }

    /// <summary>Its build; null before the first one.</summary>
    public Guid? BuildId { get; init; }

    /// <summary>Its build.</summary>
    public Build? Build { get; init; }

    /// <summary>The operation that made it; makes the step repeatable.</summary>
    public string? Operation { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset Updated { get; set; }

    /// <summary>The label used in the runtime: <c>v3</c>.</summary>
    public string Label => $"v{Version}";
}
