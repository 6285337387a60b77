using System.Net;
using System.Net.Sockets;

namespace Deis.Bench.Edge;

/// <summary>Finds free ports of this machine.</summary>
internal static class Ports
{
    public static int Free()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
