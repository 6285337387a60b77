using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Keys;

/// <summary>Adds an SSH key to an account, or to an app. A key belongs to one of them only, whatever its comment says.</summary>
public sealed class AddKey(DeisDbContext database, TimeProvider time)
{
    private const int MaxId = 128;

    /// <summary>The stored key; null arguments are fields that were not sent.</summary>
    public Task<Result<SshKey>> ExecuteAsync(User owner, string? id, string? publicKey, CancellationToken cancellationToken) =>
        AddAsync(owner, appId: null, id, publicKey, cancellationToken);

    /// <summary>The stored deploy key of an app that its owner may use.</summary>
    public Task<Result<SshKey>> ExecuteAsync(User owner, App app, string? id, string? publicKey, CancellationToken cancellationToken) =>
        AddAsync(owner, app.Uuid, id, publicKey, cancellationToken);

    private async Task<Result<SshKey>> AddAsync(User owner, Guid? appId, string? id, string? publicKey, CancellationToken cancellationToken)
    {
        var errors = new ErrorList().Add(FieldText.Check("id", id, MaxId)).Add(FieldText.Check("public", publicKey));
        if (errors.Any(out var invalid))
        {
            return invalid;
        }
        if (!PublicKeyText.TryParse(publicKey!, out var text))
        {
            return Errors.InvalidBase64;
        }
        if (await CollisionAsync(appId, id!, text, cancellationToken) is { } collision)
        {
            return collision;
        }
        var now = time.GetUtcNow();
        var key = new SshKey
        {
            Uuid = Guid.NewGuid(),
            OwnerId = owner.Id,
            AppId = appId,
            Id = id!,
            Public = text.Text,
            Fingerprint = text.Fingerprint,
            Created = now,
            Updated = now,
        };
        database.Keys.Add(key);
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            return await CollisionAsync(appId, id!, text, cancellationToken) ?? TakenFor(appId);
        }
        return key;
    }

    private async Task<Error?> CollisionAsync(Guid? appId, string id, PublicKeyText text, CancellationToken cancellationToken)
    {
        if (await database.Keys.AnyAsync(k => k.AppId == appId && k.Id == id, cancellationToken))
        {
            return appId is null ? Errors.IdTaken : Errors.DeployKeyIdTaken;
        }
        return await database.Keys.AnyAsync(k => k.Fingerprint == text.Fingerprint, cancellationToken) ? TakenFor(appId) : null;
    }

    private static Error TakenFor(Guid? appId) => appId is null ? Errors.PublicTaken : Errors.DeployKeyTaken;
}
