using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Certificates;

/// <summary>Finds a certificate of an account by its name. Those of others do not exist, not even for administrators.</summary>
public sealed class FindCertificate(DeisDbContext database)
{
    /// <summary>The certificate with its hosts.</summary>
    public async Task<Result<Certificate>> ExecuteAsync(User owner, string name, CancellationToken cancellationToken) =>
        await database.Certificates.AsNoTracking().Include(c => c.Domains).SingleOrDefaultAsync(c => c.OwnerId == owner.Id && c.Name == name, cancellationToken) is { } found
            ? found
            : Errors.NotFound;
}
