using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Deis.TestSupport;

/// <summary>Ports for servers that are started in a moment.</summary>
public static class FreePort
{
    // The kernel gives connections going out their ports from 32768 on: one that is free now may be taken by such a one before the server listens.
    private const int First = 20_000;
    private const int End = 32_768;

    /// <summary>A port that nobody listens on.</summary>
    /// <param name="address">Where; the loopback interface when it is null.</param>
    public static int Find(IPAddress? address = null)
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(First, End);
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(address ?? IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // somebody has it
            }
        }
    }
}
