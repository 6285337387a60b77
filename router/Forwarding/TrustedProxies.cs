using System.Net;

namespace Deis.Router.Forwarding;

/// <summary>The networks whose X-Forwarded headers are believed.</summary>
internal sealed class TrustedProxies(IReadOnlyList<IPNetwork> networks)
{
    /// <summary>Whether an address is inside one of the networks.</summary>
    public bool Contains(IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address))
                return true;
        }

        return false;
    }
}
