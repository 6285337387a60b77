using Deis.Platform.Apps;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using Deis.Platform.Users;
using Microsoft.Extensions.Logging;

namespace Deis.Functions.Pods;

/// <summary>Lists the processes of an app.</summary>
public sealed partial class ListPods(AppAccess access, IAppRuntime runtime, ILogger<ListPods> logger)
{
    /// <summary>Those of one type, or with one name, or all.</summary>
    /// <param name="id">The app.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="type">Process type; null for all.</param>
    /// <param name="name">Whole name of a process, or the characters after its last hyphen; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Result<IReadOnlyList<ProcessInstance>>> ExecuteAsync(
        string id,
        User user,
        string? type,
        string? name,
        CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out var error))
        {
            return error;
        }
        try
        {
            var all = await runtime.ListAsync(app.Id, cancellationToken);
            return all.Where(p => (type is null || p.Type == type) && (name is null || IsNamed(p, name))).ToList();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            RuntimeAway(e, app.Id);
            return Error.Unavailable("(list pods): the app runtime does not answer; try again in a moment");
        }
    }

    /// <summary>True when <paramref name="name"/> is the process's whole name or the characters after its last hyphen.</summary>
    internal static bool IsNamed(ProcessInstance process, string name) =>
        process.Name == name || process.Name.EndsWith($"-{name}", StringComparison.Ordinal);

    [LoggerMessage(EventId = 3301, Level = LogLevel.Error, Message = "The runtime did not list the processes of {App}")]
    private partial void RuntimeAway(Exception exception, string app);
}
