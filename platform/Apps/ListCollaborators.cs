using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Apps;

/// <summary>Says with whom an app is shared.</summary>
public sealed class ListCollaborators(DeisDbContext database, AppAccess access)
{
    /// <summary>The names, sorted; the owner is not among them.</summary>
    public async Task<Result<List<string>>> ExecuteAsync(string id, User user, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out var error))
        {
            return error;
        }
        return await database.Collaborators
            .Where(c => c.AppId == app.Uuid)
            .Join(database.Users, c => c.UserId, u => u.Id, (_, u) => u.Username)
            .OrderBy(name => EF.Functions.Collate(name, "C"))
            .ToListAsync(cancellationToken);
    }
}
