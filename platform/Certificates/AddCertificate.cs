using System.Text.RegularExpressions;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Certificates;

/// <summary>Stores a certificate with its private key. No host is served with it yet.</summary>
public sealed partial class AddCertificate(DeisDbContext database, CertificateVault vault, TimeProvider time)
{
    // With "-cert" behind it it names a secret of a cluster.
    private const int MaxName = 248;
    private const int MaxText = 128 * 1024;

    /// <summary>The stored certificate; null arguments are fields that were not sent.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="certificate">The certificate and those that lead to a known one, as PEM.</param>
    /// <param name="key">The private key, as PEM.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Result<Certificate>> ExecuteAsync(User owner, string? name, string? certificate, string? key, CancellationToken cancellationToken)
    {
        var errors = new ErrorList().Add(CheckName(name)).Add(FieldText.Check("certificate", certificate, MaxText)).Add(FieldText.Check("key", key, MaxText));
        if (errors.Any(out var invalid) || !CertificateText.Read(certificate!).TryGet(out var read, out invalid))
        {
            return invalid;
        }
        using (read)
        {
            return PrivateKeyText.Read(key!, read.First).TryGet(out var pem, out invalid)
                ? await StoreAsync(RowOf(owner, name!, read, pem), cancellationToken)
                : invalid;
        }
    }

    private static Error? CheckName(string? name) => FieldText.Check("name", name, MaxName) switch
    {
        { } missing => missing,
        _ when !Name().IsMatch(name!) => Errors.InvalidName,
        _ when name![0] == '-' => Errors.HyphenFirst,
        _ => null,
    };

    private Certificate RowOf(User owner, string name, CertificateText read, string key)
    {
        var now = time.GetUtcNow();
        return new Certificate
        {
            OwnerId = owner.Id,
            Name = name,
            Chain = read.Chain,
            ProtectedKey = vault.SealKey(name, key),
            CommonName = read.Subject.CommonName,
            San = read.Hosts,
            Fingerprint = read.Fingerprint,
            Starts = new DateTimeOffset(read.First.NotBefore).ToUniversalTime(),
            Expires = new DateTimeOffset(read.First.NotAfter).ToUniversalTime(),
            Issuer = read.Issuer.ToString(),
            Subject = read.Subject.ToString(),
            Created = now,
            Updated = now,
        };
    }

    private async Task<Result<Certificate>> StoreAsync(Certificate row, CancellationToken cancellationToken)
    {
        database.Certificates.Add(row);
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            return row;
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            return Errors.NameTaken;
        }
    }

    [GeneratedRegex(@"^[a-z0-9-]+\z")]
    private static partial Regex Name();
}
