using Deis.Platform.Configs;
using Deis.Platform.Data;
using Deis.Platform.Domains;
using Deis.Platform.Releases;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Deis.Platform.Apps;

/// <summary>
/// Makes an app: its row, its empty first release, its domain, and its place in the runtime. Who does not wait for the runtime has the app stored together
/// with an order to make its place (<see cref="IRuntimeNotice"/>).
/// </summary>
public sealed partial class CreateApp(
    DeisDbContext database,
    ConfigVault vault,
    IAppRuntime runtime,
    IRuntimeNotice notice,
    PublishApp publish,
    HostNames names,
    IEnumerable<IReleaseObserver> observers,
    IOptions<PlatformOptions> options,
    TimeProvider time,
    ILogger<CreateApp> logger)
{
    private const int NameAttempts = 20;

    /// <summary>The new app; null as <paramref name="id"/> asks for a name of two random words.</summary>
    public async Task<Result<AppDetails>> ExecuteAsync(User owner, string? id, CancellationToken cancellationToken)
    {
        id ??= await UnusedNameAsync(cancellationToken);
        if (AppId.Check(id, options.Value.ReservedNames) is { } invalid)
        {
            return invalid;
        }
        if (await CollisionAsync(id, cancellationToken) is { } collision)
        {
            return collision;
        }
        var (app, release) = AddRows(owner, id);
        if (!(await StoreAsync(app, release, cancellationToken)).TryGet(out var placeIsOrdered, out var refusal))
        {
            return refusal;
        }
        return !placeIsOrdered && await MakePlaceAsync(app, cancellationToken) is { } failure ? failure : new AppDetails(app, owner.Username, null);
    }

    // Says whether the order to make the app's place is stored with it.
    private async Task<Result<bool>> StoreAsync(App app, Release first, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
            if (await names.IsTakenAsync(app.Id, cancellationToken))
            {
                return await CollisionAsync(app.Id, cancellationToken) ?? Errors.DomainTaken(app.Id);
            }
            await database.SaveChangesAsync(cancellationToken);
            foreach (var observer in observers)
            {
                await observer.ReleasedAsync(database, first.Uuid, cancellationToken);
            }
            var placeIsOrdered = await notice.OrderPlaceAsync(app, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return placeIsOrdered;
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            return await CollisionAsync(app.Id, cancellationToken) ?? Errors.Taken;
        }
    }

    private async Task<string> UnusedNameAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var name = RandomName.Create();
            if (attempt == NameAttempts || await CollisionAsync(name, cancellationToken) is null)
            {
                return name;
            }
        }
    }

    private async Task<Error?> CollisionAsync(string id, CancellationToken cancellationToken)
    {
        // In this order: an app that is made meanwhile brings both.
        var domainTaken = await database.Domains.AnyAsync(d => d.Name == id, cancellationToken);
        if (await database.Apps.AnyAsync(a => a.Id == id, cancellationToken))
        {
            return Errors.Taken;
        }
        return domainTaken ? Errors.DomainTaken(id) : null;
    }

    private (App App, Release Release) AddRows(User owner, string id)
    {
        var now = time.GetUtcNow();
        var app = new App { Uuid = Guid.NewGuid(), Id = id, OwnerId = owner.Id, Created = now, Updated = now };
        var nothing = new Dictionary<string, string>();
        var config = new AppConfig
        {
            Uuid = Guid.NewGuid(),
            AppId = app.Uuid,
            OwnerId = owner.Id,
            ProtectedValues = vault.SealValues(app.Uuid, nothing),
            ProtectedRegistry = vault.SealRegistry(app.Uuid, nothing),
            Tags = runtime.Capabilities.HasFlag(RuntimeCapabilities.Placement) ? new Dictionary<string, string>(options.Value.DefaultTags) : [],
            Created = now,
            Updated = now,
        };
        database.Apps.Add(app);
        database.Configs.Add(config);
        var release = new Release
        {
            Uuid = Guid.NewGuid(),
            AppId = app.Uuid,
            OwnerId = owner.Id,
            Version = 1,
            Summary = $"{owner.Username} created initial release",
            ConfigId = config.Uuid,
            Created = now,
            Updated = now,
        };
        database.Releases.Add(release);
        database.Domains.Add(new Domain { AppId = app.Uuid, OwnerId = owner.Id, Name = id, Created = now, Updated = now });
        return (app, release);
    }

    // The failure, if there was one; then the app is gone again.
    private async Task<Error?> MakePlaceAsync(App app, CancellationToken cancellationToken)
    {
        try
        {
            // Whoever destroys it at this moment wants it gone; then there is nothing to make.
            await publish.ExecuteAsync(app.Uuid, closing: null, cancellationToken);
            return null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            RuntimeFailed(e, app.Id);
            await database.Apps.Where(a => a.Uuid == app.Uuid).ExecuteDeleteAsync(cancellationToken);
            return e is PlaceTakenException ? Errors.PlaceTaken(app.Id) : Errors.RuntimeFailed;
        }
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Error, Message = "The runtime could not make a place for app {App}; it is removed again")]
    private partial void RuntimeFailed(Exception exception, string app);
}
