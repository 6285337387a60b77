using System.Net;
using System.Net.Sockets;
using Deis.Local.Startup;

namespace Deis.Local.Tests.Startup;

public class PortsTests
{
    [Fact]
    public void EnsureFree_TakenPort_NamesTheOptionToChange()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var failure = Should.Throw<LocalException>(() => Ports.EnsureFree(port, "--ssh-port"));

        failure.Message.ShouldContain($"{port} is taken");
        failure.Advice.ShouldContain("./run --ssh-port");
    }

    [Fact]
    public void EnsureFree_FreePort_DoesNothing() => Ports.EnsureFree(Ports.Free(), "--port");
}
