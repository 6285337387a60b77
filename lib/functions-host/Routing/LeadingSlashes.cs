using Microsoft.AspNetCore.Builder;

namespace Deis.FunctionsHost.Routing;

/// <summary>Clients that join a base URL ending in a slash with a path ask for <c>//v2/</c>; they mean <c>/v2/</c>.</summary>
internal static class LeadingSlashes
{
    public static void UseLeadingSlashCollapse(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.Path.Value is ['/', '/', ..] path)
            http.Request.Path = $"/{path.TrimStart('/')}";

        return next(http);
    });
}
