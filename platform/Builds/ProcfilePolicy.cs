using Deis.Platform.Data;
using Deis.Platform.Releases;
using Deis.Platform.Results;
using Microsoft.Extensions.Options;

namespace Deis.Platform.Builds;

/// <summary>What becomes of an app that had process types and whose new build has none (docs/protocol/controller.md §7).</summary>
public sealed class ProcfilePolicy(DeisDbContext database, IOptions<PlatformOptions> options)
{
    private static readonly Error Missing = Error.Conflict(
        "Last deployment had a Procfile but is missing in this deploy. This platform does not let an app lose its process types so: add the Procfile again.");

    /// <summary>The process types of a new build: its own, or those that it keeps; a conflict when it must not be without.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="procfile">What the build brings.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Result<Dictionary<string, string>>> ApplyAsync(Guid appId, Dictionary<string, string> procfile, CancellationToken cancellationToken)
    {
        var isDefault = options.Value is { RemoveWithoutProcfile: true, RejectWithoutProcfile: false };
        if (procfile.Count > 0 || isDefault ||
            (await database.LatestSuccessfulAsync(appId, cancellationToken))?.Build?.Procfile is not { Count: > 0 } former)
        {
            return procfile;
        }
        return options.Value.RejectWithoutProcfile ? Missing : former;
    }
}
