using Deis.Platform.Apps;
using Deis.Platform.Runs;

namespace Deis.Functions.Runs;

/// <summary>Finds one-off commands.</summary>
internal static class RunsByName
{
    /// <summary>Those of an app that bear a name: the whole one of the process, or the characters after its last hyphen.</summary>
    public static IQueryable<Run> Of(this IQueryable<Run> runs, App app, string name) =>
        runs.Where(r => r.AppId == app.Uuid && (r.Process == name || r.Process.EndsWith("-" + name)));
}
