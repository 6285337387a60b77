using Deis.Router.Routes;

namespace Deis.Router.Hosts;

/// <summary>An app's claim to a host pattern.</summary>
/// <param name="Route">The app.</param>
/// <param name="ServerName">The pattern as text, for the access log.</param>
internal sealed record HostClaim(LiveRoute Route, string ServerName);
