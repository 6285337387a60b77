using Microsoft.AspNetCore.Http;

namespace Deis.Router.Errors;

/// <summary>All answers the router gives in place of an app (docs/protocol/router.md §5).</summary>
internal static class EdgeErrors
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(60);

    public static EdgeError AppNotFound(string host, string platformDomain) => new(
        StatusCodes.Status404NotFound, "app_not_found", "There is no app here", WhatToDo(host, platformDomain));

    public static EdgeError NoProcesses(string app, string type) => new(
        StatusCodes.Status503ServiceUnavailable, "app_no_processes", "This app is not running",
        $"{app} has no running {type} process. If it was never deployed, push it with 'git push deis master'; if it was scaled down, "
        + $"'deis scale {type}=1 --app={app}' starts it; 'deis ps --app={app}' and 'deis logs --app={app}' tell more.", Soon);

    public static EdgeError Maintenance(string app) => new(
        StatusCodes.Status503ServiceUnavailable, "app_maintenance", "Down for maintenance",
        $"{app} is being worked on and will be back. Please try again in a few minutes.", Later);

    public static EdgeError NotAllowed(string app) => new(
        StatusCodes.Status403Forbidden, "app_address_not_allowed", "Not from here",
        $"{app} takes requests from some addresses only, and yours is none of them. Who runs it can add one with 'deis whitelist:add ADDRESS --app={app}'.");

    public static EdgeError Unreachable(string app) => new(
        StatusCodes.Status503ServiceUnavailable, "app_unreachable", "This app does not take connections",
        $"No process of {app} accepted the connection, so the request was not sent. The processes may be starting or may listen on "
        + $"another port than $PORT; 'deis ps --app={app}' and 'deis logs --app={app}' tell more.", Soon);

    public static EdgeError Broken(string app) => new(
        StatusCodes.Status502BadGateway, "app_connection_broken", "This app broke off",
        $"{app} got the request but closed the connection or sent something that is not HTTP before its answer was complete. "
        + $"It may have crashed; 'deis logs --app={app}' tells more.");

    public static EdgeError TimedOut(string app, TimeSpan after) => new(
        StatusCodes.Status504GatewayTimeout, "app_timeout", "This app took too long",
        $"{app} was given up after {after.TotalSeconds:0} seconds in which nothing moved. 'deis logs --app={app}' may tell why.");

    public static EdgeError BadRequest { get; } = new(
        StatusCodes.Status400BadRequest, "bad_request", "This request cannot be forwarded",
        "The request is malformed or broke off before it was complete.");

    public static EdgeError ConnectRefused { get; } = new(
        StatusCodes.Status405MethodNotAllowed, "method_not_allowed", "This is not a forward proxy",
        "The CONNECT method is not served here.");

    public static EdgeError Internal { get; } = new(
        StatusCodes.Status500InternalServerError, "router_error", "The router failed",
        "The request could not be handled because of an error in the router; its log has the details.");

    private static string WhatToDo(string host, string platformDomain)
    {
        if (host.Length == 0)
            return "The request names no host, so the router cannot tell which app it is for.";
        var nobody = $"No app answers to {host}. ";
        var suffix = "." + platformDomain;
        var isAppName = host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) && host.IndexOf('.', StringComparison.Ordinal) == host.Length - suffix.Length;
        return nobody + (isAppName
            ? $"Make one with 'deis create {host[..^suffix.Length]}'; 'deis apps' lists your apps."
            : $"If it should, give this name to an app of yours with 'deis domains:add {host} --app=NAME'; 'deis apps' lists your apps.");
    }
}
