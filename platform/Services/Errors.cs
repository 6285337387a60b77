using Deis.Platform.Results;

namespace Deis.Platform.Services;

/// <summary>What can go wrong with routed services, in the words of docs/protocol/controller.md §9.8.</summary>
internal static class Errors
{
    public static Error NotFound { get; } = Error.NotFound("Service");

    public static Error InvalidPattern { get; } = Error.ForItems("Service value should be valid regex (or set of regex split by comma)");

    public static Error RuntimeFailed { get; } = Error.Unavailable("The router could not be told of the change; nothing was changed. Try again in a moment.");

    public static Error HostTaken(string host) =>
        Error.ForItems($"The service would answer to {host}, which is taken. Use another process type.");

    public static Error HostTooLong(string host) =>
        Error.ForItems($"The service would answer to {host}, but a host name's part has at most 63 characters. Use a shorter process type.");
}
