using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Deis.FunctionsHost.Tests;

public sealed class ShutdownTests : IDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(20));
    private readonly Work _work = new();

    public void Dispose() => _deadline.Dispose();

    [Fact]
    public async Task Stop_WhileAFunctionRuns_LetsItFinishAndTakesNothingNew()
    {
        await using var host = await StartAsync(drainTimeout: TimeSpan.FromMinutes(1));
        var running = host.Client.GetAsync("/work", _deadline.Token);
        await _work.Running.Task.WaitAsync(_deadline.Token);

        var stopping = host.App.StopAsync(_deadline.Token);
        await ConnectionIsRefusedAsync(host);
        _work.Token.IsCancellationRequested.ShouldBeFalse();
        stopping.IsCompleted.ShouldBeFalse();
        _work.MayFinish.SetResult();

        using var response = await running;
        (await response.Content.ReadAsStringAsync(_deadline.Token)).ShouldBe("finished");
        await stopping;
        await Should.ThrowAsync<HttpRequestException>(host.Client.GetAsync("/work", _deadline.Token));
    }

    [Fact]
    public async Task Stop_AfterTheDrainTimeout_CancelsWhatStillRuns()
    {
        await using var host = await StartAsync(drainTimeout: TimeSpan.FromMilliseconds(50));
        var running = host.Client.GetAsync("/work", _deadline.Token);
        await _work.Running.Task.WaitAsync(_deadline.Token);

        await host.App.StopAsync(_deadline.Token);

        await _work.Cancelled.Task.WaitAsync(_deadline.Token);
        await Should.ThrowAsync<HttpRequestException>(running);
    }

    [Fact]
    public async Task Stop_WithOtherServices_StopsThemAfterTheRequests()
    {
        await using var host = await StartAsync(drainTimeout: TimeSpan.FromMinutes(1));
        var running = host.Client.GetAsync("/work", _deadline.Token);
        await _work.Running.Task.WaitAsync(_deadline.Token);

        var stopping = host.App.StopAsync(_deadline.Token);
        await ConnectionIsRefusedAsync(host);
        _work.ServiceStopped.Task.IsCompleted.ShouldBeFalse();
        _work.MayFinish.SetResult();

        await stopping;
        (await running).StatusCode.ShouldBe(HttpStatusCode.OK);
        _work.ServiceStopped.Task.IsCompleted.ShouldBeTrue();
    }

    private Task<TestHost> StartAsync(TimeSpan drainTimeout) => TestHost.StartAsync(
        typeof(Functions),
        options => options.DrainTimeout = drainTimeout,
        build: builder => builder.Services.AddSingleton(_work).AddHostedService<Service>());

    private async Task ConnectionIsRefusedAsync(TestHost host)
    {
        while (true)
        {
            try
            {
                using var client = await RawHttp.ConnectAsync(host);
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, _deadline.Token);
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
            {
                return;
            }
        }
    }

    public sealed class Work
    {
        public TaskCompletionSource Running { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource MayFinish { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource ServiceStopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationToken Token { get; set; }
    }

    public sealed class Functions(Work work)
    {
        [Function("work")]
        public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "work")] HttpRequest _, CancellationToken cancellation)
        {
            work.Token = cancellation;
            work.Running.TrySetResult();
            try
            {
                await work.MayFinish.Task.WaitAsync(cancellation);
                return Results.Text("finished");
            }
            catch (OperationCanceledException)
            {
                work.Cancelled.TrySetResult();
                throw;
            }
        }
    }

    private sealed class Service(Work work) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            work.ServiceStopped.TrySetResult();
            return Task.CompletedTask;
        }
    }
}
