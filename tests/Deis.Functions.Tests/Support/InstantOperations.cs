using System.Collections.Concurrent;
using Deis.Orchestrations;
using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Destroy;
using Deis.Orchestrations.Run;
using Deis.Orchestrations.Scale;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Operations;
using Deis.Platform.Releases;
using Deis.Platform.Results;
using Deis.Platform.Runs;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Deis.Functions.Tests.Support;

/// <summary>Stands in for the orchestrations: changes the rows as they would, with the real release engine, and is done at once. Nothing runs.</summary>
public sealed class InstantOperations(IServiceScopeFactory scopes) : IOperations
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<ChangeOutcome>> _outcomes = [];
    private readonly Lock _lock = new();
    private readonly Dictionary<string, object> _inputs = [];
    private readonly Dictionary<string, LeaseMode> _leases = [];
    private readonly ConcurrentDictionary<string, Error> _refusals = [];
    private readonly ConcurrentDictionary<string, bool> _held = [];
    private Error? _refusal;
    private Error? _failure;
    private bool _isHeld;

    /// <summary>Inputs of all operations so far, by id, in the order of the starts.</summary>
    public IReadOnlyDictionary<string, object> Inputs => Snapshot(_inputs);

    /// <summary>How the lease was asked for, by id.</summary>
    public IReadOnlyDictionary<string, LeaseMode> Leases => Snapshot(_leases);

    /// <summary>The next start is refused, as when another operation holds the lease.</summary>
    public void RefuseNext(Error error) => _refusal = error;

    /// <summary>All starts for an app are refused.</summary>
    public void RefuseAllOf(string app, Error error) => _refusals[app] = error;

    /// <summary>The next operation starts and then fails.</summary>
    public void FailNext(Error error) => _failure = error;

    /// <summary>The next operation does not end before <see cref="Finish"/>.</summary>
    public void HoldNext() => _isHeld = true;

    /// <summary>Operations of an app start, and go on for ever.</summary>
    public void HoldAllOf(string app) => _held[app] = true;

    /// <summary>Ends an operation that was held.</summary>
    public void Finish(string operation, ChangeOutcome outcome) => _outcomes[operation].SetResult(outcome);

    public async Task<Result<string>> StartAsync(
        DeisDbContext database, App app, User user, string orchestration, object input, LeaseMode lease, string? id, CancellationToken cancellationToken)
    {
        id ??= NewId(orchestration);
        if (_outcomes.ContainsKey(id))
        {
            return id;
        }
        if (Interlocked.Exchange(ref _refusal, null) is { } refusal)
        {
            return refusal;
        }
        if (_refusals.TryGetValue(app.Id, out var always))
        {
            return always;
        }
        await AddAsync(database, app, user, orchestration, input, lease, id, cancellationToken);
        if (database.Database.CurrentTransaction is { } transaction)
        {
            await transaction.CommitAsync(cancellationToken);
        }
        if (!_isHeld && !_held.ContainsKey(app.Id))
        {
            _outcomes[id].SetResult(await CarryOutAsync(id, input));
        }
        _isHeld = false;
        return id;
    }

    /// <summary>Its orchestration never comes to its turn.</summary>
    public async Task<string> EnlistAsync(
        DeisDbContext database, App app, User user, string orchestration, object input, CancellationToken cancellationToken)
    {
        var id = NewId(orchestration);
        await AddAsync(database, app, user, orchestration, input, LeaseMode.Wait, id, cancellationToken);
        return id;
    }

    public Task<ChangeOutcome> WaitAsync(string operation, CancellationToken cancellationToken) => _outcomes[operation].Task.WaitAsync(cancellationToken);

    private static string NewId(string orchestration) => $"{orchestration.ToLowerInvariant()}-{Guid.NewGuid():N}";

    private async Task AddAsync(
        DeisDbContext database, App app, User user, string orchestration, object input, LeaseMode lease, string id, CancellationToken cancellationToken)
    {
        database.Operations.Add(new Operation
        {
            Id = id,
            App = app.Id,
            AppId = app.Uuid,
            UserId = user.Id,
            Username = user.Username,
            Kind = orchestration.ToLowerInvariant(),
            Open = _held.ContainsKey(app.Id),
            Created = TimeProvider.System.GetUtcNow(),
        });
        await database.SaveChangesAsync(cancellationToken);
        lock (_lock)
        {
            _inputs[id] = input;
            _leases[id] = lease;
        }
        _outcomes[id] = new TaskCompletionSource<ChangeOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private Dictionary<string, T> Snapshot<T>(Dictionary<string, T> source)
    {
        lock (_lock)
        {
            return new(source);
        }
    }

    private async Task<ChangeOutcome> CarryOutAsync(string id, object input)
    {
        await using var scope = scopes.CreateAsyncScope();
        var failure = Interlocked.Exchange(ref _failure, null);
        return input switch
        {
            DeployInput deploy => await DeployAsync(scope.ServiceProvider, id, deploy, failure),
            _ when failure is not null => ChangeOutcome.Failure(failure),
            ScaleInput scale => await ScaleAsync(scope.ServiceProvider, scale),
            RunInput run => await RunAsync(scope.ServiceProvider, run),
            DestroyInput destroy => await DestroyAsync(scope.ServiceProvider, destroy),
            _ => ChangeOutcome.Success(),
        };
    }

    private static async Task<ChangeOutcome> DeployAsync(IServiceProvider services, string id, DeployInput input, Error? failure)
    {
        var request = new NewRelease(input.AppId, input.UserId, id, input.BuildId, input.ConfigId, input.RollbackTo);
        var release = (await services.GetRequiredService<CreateRelease>().ExecuteAsync(request, CancellationToken.None)).Value;
        if (failure is null)
        {
            return ChangeOutcome.Success(release.Version);
        }
        await services.GetRequiredService<FailRelease>().ExecuteAsync(release.Uuid, failure.Message, CancellationToken.None);
        return ChangeOutcome.Failure(failure, release.Version);
    }

    private static async Task<ChangeOutcome> ScaleAsync(IServiceProvider services, ScaleInput input)
    {
        var database = services.GetRequiredService<DeisDbContext>();
        var app = await database.Apps.SingleAsync(a => a.Uuid == input.AppId);
        app.Structure = new Dictionary<string, int>(app.Structure.Concat(input.Processes).GroupBy(p => p.Key).Select(g => g.Last()));
        await database.SaveChangesAsync();
        return ChangeOutcome.Success();
    }

    /// <summary>Every command writes its own text and ends with exit code 7.</summary>
    private static async Task<ChangeOutcome> RunAsync(IServiceProvider services, RunInput input)
    {
        var database = services.GetRequiredService<DeisDbContext>();
        var vault = services.GetRequiredService<RunVault>();
        var run = await database.Runs.SingleAsync(r => r.Uuid == input.RunId);
        run.ExitCode = 7;
        run.ProtectedOutput = vault.SealOutput(run.Uuid, vault.OpenCommand(run));
        await database.SaveChangesAsync();
        return ChangeOutcome.Failure(Error.Domain("exited with code 7"));
    }

    private static async Task<ChangeOutcome> DestroyAsync(IServiceProvider services, DestroyInput input)
    {
        await services.GetRequiredService<DeisDbContext>().Apps.Where(a => a.Uuid == input.AppId).ExecuteDeleteAsync();
        return ChangeOutcome.Success();
    }
}
