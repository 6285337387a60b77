using System.Globalization;
using System.Net;
using Deis.Router.Errors;
using Deis.Router.Routes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Deis.Router.Forwarding;

/// <summary>What an app's owner says about who may come, and how (docs/protocol/router.md §5).</summary>
internal static class AppRules
{
    /// <summary>Null when the request may go on. Else it is answered, unless an error is given that says how.</summary>
    public static Verdict? Apply(HttpContext context, AppRoute route, in ForwardedHeaders forwarded)
    {
        if (!route.Whitelist.IsEmpty && !Contains(route, forwarded.ClientAddress))
            return new Verdict(EdgeErrors.NotAllowed(route.App));
        if (!route.HttpsEnforced || forwarded.Proto is "https" or "wss")
            return null;

        // As the original: for good, and with the same path and query.
        var host = new HostString(forwarded.Host).Host;
        context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
        context.Response.Headers.Location = string.Create(
            CultureInfo.InvariantCulture, $"https://{host}{context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget}");
        return new Verdict(null);
    }

    // A client without an address came through a UNIX socket of this machine.
    private static bool Contains(AppRoute route, string client)
    {
        if (!IPAddress.TryParse(client, out var address))
            return false;
        foreach (var network in route.Whitelist)
        {
            if (network.Contains(address))
                return true;
        }

        return false;
    }

    /// <summary>The request does not reach the app.</summary>
    /// <param name="Error">What to answer; null when it is answered.</param>
    internal readonly record struct Verdict(EdgeError? Error);
}
