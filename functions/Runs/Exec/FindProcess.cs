using Deis.Functions.Pods;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using Deis.Platform.Users;

namespace Deis.Functions.Runs.Exec;

/// <summary>Finds the process in which somebody wants to run a command.</summary>
public sealed class FindProcess(ListPods list, IAppRuntime runtime)
{
    /// <summary>One that runs.</summary>
    /// <param name="app">The app.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="word">A process type, of which any will do; or the whole name of a process, or the characters after its last hyphen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Result<ProcessInstance>> ExecuteAsync(string app, User user, string word, CancellationToken cancellationToken)
    {
        if (!(await list.ExecuteAsync(app, user, type: null, name: null, cancellationToken)).TryGet(out var all, out var error))
        {
            return error;
        }
        if (!runtime.Capabilities.HasFlag(RuntimeCapabilities.Execution))
        {
            return Errors.NoExecution;
        }
        var meant = all.Where(process => process.Type == word).ToList();
        if (meant.Count == 0)
        {
            meant = [.. all.Where(process => ListPods.IsNamed(process, word)).Take(1)];
        }
        // One that is ready before one that may never be.
        var best = meant.Find(process => process.State == ProcessState.Up) ?? meant.Find(process => process.State == ProcessState.Starting) ?? meant.FirstOrDefault();
        return best switch
        {
            null => Errors.NoProcess(app, word),
            { Type: JobSpec.RunType } => Errors.OneOff(best.Name),
            { State: ProcessState.Up or ProcessState.Starting } => best,
            _ => Errors.NotRunning(best.Name, best.State.ToString().ToLowerInvariant()),
        };
    }
}
