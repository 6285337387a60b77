using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;

namespace Deis.Orchestrations;

/// <summary>Starts the orchestrations that change apps, and waits for their ends.</summary>
public interface IOperations
{
    /// <summary>
    /// Commits in one transaction: the unsaved changes of <paramref name="database"/>, the operation's row, the lease unless
    /// <paramref name="lease"/> is <see cref="LeaseMode.Wait"/>, and the start of the orchestration. A transaction that
    /// <paramref name="database"/> has open is joined and ended.
    /// </summary>
    /// <param name="database">Holds the domain rows that belong to the start; nothing of it is saved before.</param>
    /// <param name="app">The app that is changed.</param>
    /// <param name="user">Who asked for it.</param>
    /// <param name="orchestration">Name of the orchestration, for example <c>Deploy</c>.</param>
    /// <param name="input">Its input; ids only.</param>
    /// <param name="lease">How it gets the rollout lease.</param>
    /// <param name="id">Instance id, for callers who may ask again after a lost answer: a second start with the same id starts nothing and
    /// succeeds. Null for a new one.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>The operation's id; a conflict when the lease is taken, with the text that names the operation in progress, or when the app is being
    /// destroyed; not found when it is gone.</returns>
    Task<Result<string>> StartAsync(
        DeisDbContext database,
        App app,
        User user,
        string orchestration,
        object input,
        LeaseMode lease,
        string? id,
        CancellationToken cancellationToken);

    /// <summary>
    /// Saves into the open transaction of <paramref name="database"/>, whose owner commits it: its unsaved changes, the operation's row, and the start of the
    /// orchestration, which needs no lease. The owner has locked the app, and it is not being destroyed.
    /// </summary>
    /// <param name="database">Has a transaction open.</param>
    /// <param name="app">The app that is changed.</param>
    /// <param name="user">Who asked for it.</param>
    /// <param name="orchestration">Name of the orchestration.</param>
    /// <param name="input">Its input; ids only.</param>
    /// <param name="cancellationToken">Gives up; the transaction must not be committed then.</param>
    /// <returns>The operation's id.</returns>
    Task<string> EnlistAsync(DeisDbContext database, App app, User user, string orchestration, object input, CancellationToken cancellationToken);

    /// <summary>Waits for the end of an operation. Cancelling the wait does not cancel the operation.</summary>
    Task<ChangeOutcome> WaitAsync(string operation, CancellationToken cancellationToken);
}
