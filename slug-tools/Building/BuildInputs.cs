using Deis.SlugTools.Archives;
using Deis.SlugTools.Transfer;

namespace Deis.SlugTools.Building;

/// <summary>What a build is told by its environment (docs/protocol/slug.md §1).</summary>
internal sealed record BuildInputs
{
    /// <summary>Variables that hold pre-signed URLs; no script of a build gets to see them.</summary>
    public static IReadOnlyList<string> SecretVariables { get; } =
        ["TAR_URL", "SLUG_PUT_URL", "PROCFILE_PUT_URL", "CACHE_GET_URL", "CACHE_PUT_URL"];

    /// <summary>Where the source, a .tar.gz, is.</summary>
    public required StorageAddress Source { get; init; }

    /// <summary>Where the slug goes; null keeps it here.</summary>
    public StorageAddress? Slug { get; init; }

    /// <summary>Where the process types go, as YAML; null keeps them here.</summary>
    public StorageAddress? Procfile { get; init; }

    /// <summary>Where the cache of the last build is; null starts with an empty one.</summary>
    public StorageAddress? CacheIn { get; init; }

    /// <summary>Where the cache of this build goes; null drops it.</summary>
    public StorageAddress? CacheOut { get; init; }

    /// <summary>A git address with an optional <c>#ref</c>; null chooses among the bundled buildpacks.</summary>
    public string? BuildpackUrl { get; init; }

    /// <summary>Shows what a failing <c>bin/detect</c> wrote to standard error.</summary>
    public bool ShowDetection { get; init; }

    /// <summary>Bounds of the source and the cache.</summary>
    public required ArchiveLimits Limits { get; init; }

    /// <summary>Reads the environment.</summary>
    public static Result<BuildInputs> From(Func<string, string?> variable)
    {
        Failure? wrong = null;
        StorageAddress? Address(string name)
        {
            if (variable(name) is not { Length: > 0 } value)
                return null;
            if (StorageAddress.Parse(name, value).TryGet(out var address, out var failure))
                return address;
            wrong ??= failure;
            return null;
        }

        if (!ArchiveLimits.From(variable).TryGet(out var limits, out var badLimits))
            return badLimits;
        var source = Address("TAR_URL");
        if (source is null)
            return wrong ?? new Failure("TAR_URL is not set: there is no source to build", ExitCodes.Usage);

        var inputs = new BuildInputs
        {
            Source = source,
            Slug = Address("SLUG_PUT_URL"),
            Procfile = Address("PROCFILE_PUT_URL"),
            CacheIn = Address("CACHE_GET_URL"),
            CacheOut = Address("CACHE_PUT_URL"),
            BuildpackUrl = variable("BUILDPACK_URL") is { Length: > 0 } url ? url : null,
            ShowDetection = "true".Equals(variable("DEIS_BUILDPACK_DEBUG"), StringComparison.OrdinalIgnoreCase),
            Limits = limits,
        };
        return wrong is null ? inputs : wrong;
    }
}
