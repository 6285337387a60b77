using System.Net;

namespace Deis.Cli.Apps;

/// <summary>Where an app answers.</summary>
internal static class AppUrl
{
    /// <summary>
    /// The app's first domain; a domain without a dot is a label below the platform's domain, so it takes the place of
    /// the first label of the controller's host, with the controller's port. Null when the app has no domain.
    /// </summary>
    public static async Task<string?> FindAsync(Session session, string app, CancellationToken cancellationToken)
    {
        var domains = await session.Client.Domains.ListAsync(app, limit: 1, cancellationToken);
        return domains.Results.Count == 0 ? null : Expand(session.Profile.ControllerUri, domains.Results[0].Name);
    }

    public static string NoDomain(string app) => $"No domain assigned to {app}";

    private static string Expand(Uri controller, string domain)
    {
        if (domain.Contains('.', StringComparison.Ordinal) || IPAddress.TryParse(controller.Host, out _))
            return domain;
        var authority = controller.Authority;
        var dot = authority.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? $"{domain}.{authority}" : $"{domain}{authority[dot..]}";
    }
}
