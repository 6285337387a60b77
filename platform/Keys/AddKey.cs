using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Keys;

/// <summary>Adds an SSH key to an account. A key belongs to one account only, whatever its comment says.</summary>
public sealed class AddKey(DeisDbContext database, TimeProvider time)
{
    private const int MaxId = 128;

    /// <summary>The stored key; null arguments are fields that were not sent.</summary>
    public async Task<Result<SshKey>> ExecuteAsync(User owner, string? id, string? publicKey, CancellationToken cancellationToken)
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
        if (await CollisionAsync(id!, text, cancellationToken) is { } collision)
        {
            return collision;
        }
        var now = time.GetUtcNow();
        var key = new SshKey
        {
            Uuid = Guid.NewGuid(),
            OwnerId = owner.Id,
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
            return await CollisionAsync(id!, text, cancellationToken) ?? Errors.PublicTaken;
        }
        return key;
    }

    private async Task<Error?> CollisionAsync(string id, PublicKeyText text, CancellationToken cancellationToken)
    {
        if (await database.Keys.AnyAsync(k => k.Id == id, cancellationToken))
        {
            return Errors.IdTaken;
        }
        var taken = await database.Keys.AnyAsync(k => k.Fingerprint == text.Fingerprint, cancellationToken);
        return taken ? Errors.PublicTaken : null;
    }
}
