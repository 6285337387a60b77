using System.Net.WebSockets;
using Deis.Router.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Deis.Router.Tests.Forwarding;

public class DrainTests
{
    [Fact]
    public async Task DrainAsync_RequestInFlight_WaitsForItsEnd()
    {
        var release = new TaskCompletionSource();
        var arrived = new TaskCompletionSource();
        await using var old = await Backend.StartAsync(async context =>
        {
            arrived.SetResult();
            await release.Task;
            await context.Response.WriteAsync("old");
        });
        await using var @new = await Backend.SayingAsync("new");
        await using var router = await TestRouter.StartAsync(old.Address);
        var request = router.GetAsync();
        await arrived.Task;

        router.SetApp(@new.Address);
        var drained = router.Routes.DrainAsync("app", [old.Address], CancellationToken.None);

        (await router.GetAsync()).ShouldBe("new");
        drained.IsCompleted.ShouldBeFalse();
        release.SetResult();
        (await request).ShouldBe("old");
        await drained.WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task DrainAsync_BodyIsBeingStreamed_WaitsForItsEnd()
    {
        var release = new TaskCompletionSource();
        await using var old = await Backend.StartAsync(async context =>
        {
            await context.Response.WriteAsync("first ");
            await context.Response.Body.FlushAsync();
            await release.Task;
            await context.Response.WriteAsync("last");
        });
        await using var router = await TestRouter.StartAsync(old.Address);
        using var response = await router.Client.GetAsync(new Uri("http://app.localhost/"), HttpCompletionOption.ResponseHeadersRead);

        router.SetApp();
        var drained = router.Routes.DrainAsync("app", [old.Address], CancellationToken.None);

        drained.IsCompleted.ShouldBeFalse();
        release.SetResult();
        (await response.Content.ReadAsStringAsync()).ShouldBe("first last");
        await drained.WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task DrainAsync_WebSocketOpen_WaitsForItsEnd()
    {
        await using var old = await EchoSocket.StartAsync();
        await using var router = await TestRouter.StartAsync(old.Address);
        using var socket = await EchoSocket.ConnectAsync(router);

        router.SetApp();
        var drained = router.Routes.DrainAsync("app", [old.Address], CancellationToken.None);

        (await EchoSocket.EchoAsync(socket, "still here")).ShouldBe("still here");
        drained.IsCompleted.ShouldBeFalse();
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await drained.WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task DrainAsync_CallerGivesUp_IsCancelled()
    {
        var release = new TaskCompletionSource();
        var arrived = new TaskCompletionSource();
        await using var old = await Backend.StartAsync(async _ =>
        {
            arrived.SetResult();
            await release.Task;
        });
        await using var router = await TestRouter.StartAsync(old.Address);
        var request = router.GetAsync();
        await arrived.Task;
        router.SetApp();

        await Should.ThrowAsync<OperationCanceledException>(
            () => router.Routes.DrainAsync("app", [old.Address], new CancellationToken(canceled: true)));

        release.SetResult();
        await request;
    }

    [Fact]
    public async Task DrainAsync_SameAddressComesBack_OnlyTheFormerProcessIsWaitedFor()
    {
        var release = new TaskCompletionSource();
        var calls = 0;
        await using var backend = await Backend.StartAsync(async context =>
        {
            if (Interlocked.Increment(ref calls) == 1)
                await release.Task;
            await context.Response.WriteAsync("done");
        });
        await using var router = await TestRouter.StartAsync(backend.Address);
        var request = router.GetAsync();
        await Eventually.TrueAsync(() => calls == 1, "the request to arrive");

        router.SetApp();
        var drained = router.Routes.DrainAsync("app", [backend.Address], CancellationToken.None);
        router.SetApp(backend.Address);

        (await router.GetAsync()).ShouldBe("done");
        drained.IsCompleted.ShouldBeFalse();
        release.SetResult();
        await request;
        await drained.WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task DrainAsync_ProcessesReplacedUnderLoad_NoRequestFails()
    {
        const int clients = 8;
        const int generations = 40;
        const int requestsPerGeneration = 100;
        var served = 0;
        await using var router = await TestRouter.StartAsync();
        var current = new[] { await StartProcessAsync(0), await StartProcessAsync(0) };
        router.SetApp([.. current.Select(p => p.Address)]);
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, clients).Select(n => LoadAsync(router, n, () => Interlocked.Increment(ref served), stop.Token)).ToArray();

        for (var generation = 1; generation <= generations; generation++)
        {
            var former = current;
            current = [await StartProcessAsync(generation), await StartProcessAsync(generation)];
            router.SetApp([.. current.Select(p => p.Address)]);
            var goal = generation * requestsPerGeneration;
            await router.Routes.DrainAsync("app", former.Select(p => p.Address), CancellationToken.None).WaitAsync(Eventually.Patience);
            // At once and without mercy: whoever is drained may be killed.
            foreach (var process in former)
                await process.DisposeAsync();
            await Eventually.TrueAsync(() => Volatile.Read(ref served) >= goal || load.Any(l => l.IsFaulted), "requests to be served");
        }

        await stop.CancelAsync();
        await Task.WhenAll(load);
        router.AccessLog.Entries.ShouldAllBe(entry => entry.Status == 200);
        foreach (var process in current)
            await process.DisposeAsync();
    }

    private static Task<Backend> StartProcessAsync(int generation) => Backend.StartAsync(async context =>
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        await context.Response.WriteAsync($"{generation} {body.Length}");
    });

    private static async Task LoadAsync(TestRouter router, int client, Action served, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            // Half of them with a body, which the router may not send twice.
            using var request = new HttpRequestMessage(client % 2 == 0 ? HttpMethod.Get : HttpMethod.Post, "http://app.localhost/");
            if (request.Method == HttpMethod.Post)
                request.Content = new StringContent("12345");
            using var response = await router.Client.SendAsync(request, CancellationToken.None);
            (await response.Content.ReadAsStringAsync(CancellationToken.None)).ShouldEndWith(client % 2 == 0 ? " 0" : " 5");
            served();
        }
    }
}
