using Deis.Functions.Abuse;
using Deis.Functions.Admission;
using Deis.Functions.Apps;
using Deis.Functions.Builds;
using Deis.Functions.Config;
using Deis.Functions.Durable;
using Deis.Functions.Hooks;
using Deis.Functions.Http;
using Deis.Functions.Maintenance;
using Deis.Functions.Operations;
using Deis.Functions.Pipeline;
using Deis.Functions.Pods;
using Deis.Functions.QueuedBuilds;
using Deis.Functions.Reference;
using Deis.Functions.Releases;
using Deis.Functions.Runs;
using Deis.Functions.Runs.Attach;
using Deis.Functions.Runs.Exec;
using Deis.Functions.Telemetry;
using Deis.FunctionsHost;
using Deis.Platform.Apps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using HttpResults = Microsoft.AspNetCore.Http.Results;

namespace Deis.Functions;

/// <summary>Puts the API into a web application.</summary>
public static class ApiServices
{
    /// <summary>Adds the API's functions, their host and what they need of their own. The program adds the platform (<c>AddDeisPlatform</c>), the operations
    /// (<c>AddOperations</c>), an app runtime, an object store and log streams.</summary>
    /// <returns>The host's options; their roles tell which other services this process needs.</returns>
    public static FunctionsHostOptions AddDeisApi(this WebApplicationBuilder builder)
    {
        builder.AddDeisTelemetry();
        var services = builder.Services;
        services.AddOptions<ApiOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<ApiOptions>, ApiOptionsSetup>();
        services.AddSingleton<AllowedMethods>();
        services.AddSingleton<OrchestratorNames>();
        services.AddSingleton<ReferenceFiles>();
        services.AddScoped<InstanceAnswers>();
        services.AddScoped<Caller>();
        services.AddScoped<OperationAnswers>();
        services.AddScoped<RoutedAnswers>();
        services.AddScoped<RequestedNotice>();
        services.AddScoped<IRuntimeNotice>(provider => provider.GetRequiredService<RequestedNotice>());
        services.AddScoped<CancelOperation>();
        services.AddScoped<OperationSnapshots>();
        services.AddScoped<ListOperations>();
        services.AddScoped<DestroyApp>();
        services.AddScoped<ScaleApp>();
        services.AddScoped<ChangeConfig>();
        services.AddScoped<PostBuild>();
        services.AddScoped<RollBack>();
        services.AddScoped<StartRun>();
        services.AddScoped<StopRun>();
        services.AddScoped<AttachRun>();
        services.AddScoped<FindProcess>();
        services.AddScoped<ExecCommand>();
        services.AddScoped<ListPods>();
        services.AddScoped<RestartPods>();
        services.AddScoped<Receiver>();
        services.AddScoped<StartPush>();
        services.AddScoped<PushEvents>();
        services.AddHostedService<TriggerSchemaStartup>();
        services.AddAdmission();
        services.AddAbuseLimits();
        services.AddQueuedBuilds();
        builder.AddMaintenance();
        services.Configure<KestrelServerOptions>(DropSlowClients);
        services.Configure<WebSocketOptions>(KeepAlive);
        builder.WebHost.UseSockets(SparePassesBetweenThreads);
        return builder.AddFunctionsHost(Configure, AddMiddlewares);
    }

    /// <summary>Serves the API.</summary>
    public static WebApplication UseDeisApi(this WebApplication app)
    {
        app.UseWebSockets();
        app.UseAccessLog();
        app.UseStandardHeaders();
        app.UseFunctionsHost();
        // Behind routing: how a request is counted depends on its function.
        app.UseBodyArrival();
        app.UseRateLimiter();
        return app;
    }

    private static void DropSlowClients(KestrelServerOptions kestrel)
    {
        // A slow push of a large source is no attack; other bodies have a limit of their own.
        kestrel.Limits.MinRequestBodyDataRate = null;
        // Of an answer 64 KiB wait for the client at most: who takes nothing at all is dropped after about a minute.
        kestrel.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
    }

    // Who vanished without a word is noticed by TCP, which repeats what nobody takes. No answer is waited for: it may be behind input that a command takes later.
    private static void KeepAlive(WebSocketOptions sockets)
    {
        sockets.KeepAliveInterval = TimeSpan.FromSeconds(15);
        sockets.KeepAliveTimeout = Timeout.InfiniteTimeSpan;
    }

    // A request is served by the thread that reads it. A connection has one request at a time, so none waits for another's.
    private static void SparePassesBetweenThreads(SocketTransportOptions sockets)
    {
        sockets.UnsafePreferInlineScheduling = true;
        sockets.WaitForDataBeforeAllocatingBuffer = false;
    }

    private static void Configure(FunctionsHostOptions host)
    {
        host.AddFunctionsOf(typeof(ApiServices).Assembly);
        host.NotFound = _ => ApiResults.Unrouted();
        host.MethodNotAllowed = WrongMethod;
        host.BadRequest = (_, reason) => ApiResults.Detail(StatusCodes.Status400BadRequest, reason);
    }

    private static void AddMiddlewares(IFunctionsWorkerApplicationBuilder worker) => worker
        .UseMiddleware<ErrorMiddleware>()
        .UseMiddleware<AllowMiddleware>()
        .UseMiddleware<ContentNegotiationMiddleware>()
        .UseMiddleware<AuthenticationMiddleware>();

    private static IResult WrongMethod(HttpContext http, IReadOnlyList<string> allowed)
    {
        http.Response.Headers.Allow = AllowedMethods.Text(allowed);
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            return HttpResults.StatusCode(StatusCodes.Status200OK);
        }
        var isProbe = !http.Request.Path.StartsWithSegments("/v2", StringComparison.Ordinal)
            && !http.Request.Path.StartsWithSegments("/runtime", StringComparison.OrdinalIgnoreCase);
        return isProbe
            ? HttpResults.StatusCode(StatusCodes.Status405MethodNotAllowed)
            : ApiResults.Detail(StatusCodes.Status405MethodNotAllowed, $"Method \"{http.Request.Method}\" not allowed.");
    }
}
