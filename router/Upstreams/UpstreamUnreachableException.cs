using Deis.Router.Routes;

namespace Deis.Router.Upstreams;

/// <summary>No connection to a process could be made, so nothing was sent to it.</summary>
internal sealed class UpstreamUnreachableException(UpstreamAddress address, Exception cause)
    : IOException($"Could not connect to {address}: {cause.Message}", cause)
{
    /// <summary>Whether a failed request never left the router.</summary>
    public static bool IsCauseOf(Exception? error) =>
        error is HttpRequestException { InnerException: UpstreamUnreachableException };
}
