using Deis.Platform.Data;
using Deis.Platform.Users;

namespace Deis.Platform.Apps;

/// <summary>Queries over apps that several use cases share.</summary>
public static class AppQueries
{
    /// <summary>The apps with which a user may do something. The only place where permissions on apps are decided.</summary>
    public static IQueryable<App> PermittedTo(this IQueryable<App> apps, User user, AppPermission permission, DeisDbContext database) => permission switch
    {
        _ when user.IsSuperuser => apps,
        AppPermission.Own => apps.Where(a => a.OwnerId == user.Id),
        _ => apps.Where(a => a.OwnerId == user.Id || database.Collaborators.Any(c => c.AppId == a.Uuid && c.UserId == user.Id)),
    };

    /// <summary>The apps as their users see them.</summary>
    public static IQueryable<AppDetails> WithDetails(this IQueryable<App> apps, DeisDbContext database) =>
        apps.Select(a => new AppDetails(
            a,
            a.Owner!.Username,
            database.Releases.Where(r => r.AppId == a.Uuid && !r.Failed).OrderByDescending(r => r.Version).Select(r => r.Build!.Procfile).FirstOrDefault()));
}
