using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.FunctionsHost.Tests;

public sealed class UnixSocketTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("deis-socket-");

    private string SocketPath => Path.Combine(_folder.FullName, "api.sock");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Host_OnASocketThatAKilledProcessLeft_ServesThere()
    {
        LeaveSocketBehind();

        await using var host = await StartAsync();

        (await GetAsync()).ShouldBe("pong");
    }

    [Fact]
    public async Task Host_OnASocketInUse_LeavesItAlone()
    {
        await using var first = await StartAsync();

        await Should.ThrowAsync<IOException>(StartAsync);

        (await GetAsync()).ShouldBe("pong");
    }

    private void LeaveSocketBehind()
    {
        // A socket removes its file when it is closed in good order; under another name it does not find it.
        var boundPath = SocketPath + ".bound";
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(boundPath));
            File.Move(boundPath, SocketPath);
        }

        File.Exists(SocketPath).ShouldBeTrue();
    }

    private Task<TestHost> StartAsync() =>
        TestHost.StartAsync(new TestHost.Setup { FunctionClasses = [typeof(Functions)], Url = $"http://unix:{SocketPath}" });

    private async Task<string> GetAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        return await client.GetStringAsync("http://localhost/ping", CancellationToken.None);
    }

    public static class Functions
    {
        [Function("ping")]
        public static IResult Ping([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest _) => Results.Text("pong");
    }
}
