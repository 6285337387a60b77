using System.Net;
using System.Net.Sockets;

namespace Deis.Local.Startup;

/// <summary>Looks before anything is started whether the ports are free.</summary>
internal static class Ports
{
    /// <summary>Does nothing when the port is free on the loopback interface.</summary>
    /// <exception cref="LocalException">It is taken, or too low for this user; the advice names the option to change it.</exception>
    public static void EnsureFree(int port, string option)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = false };
        try
        {
            probe.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            probe.Listen();
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new LocalException(
                $"Port {port} is taken by another program.",
                $"Stop it (ss -ltnp 'sport = :{port}' shows it), or choose another port: ./run {option} {port + 1}");
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new LocalException($"You may not listen on port {port}.", $"Choose one above 1023: ./run {option} 8080");
        }
    }

    /// <summary>A port that is free now.</summary>
    public static int Free()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
