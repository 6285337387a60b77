using Deis.FunctionsHost.Configuration;
using Deis.FunctionsHost.Discovery;
using Deis.FunctionsHost.Hosting;
using Deis.FunctionsHost.Invocation;
using Deis.FunctionsHost.Queues;
using Deis.FunctionsHost.Routing;
using Deis.FunctionsHost.Timers;
using Deis.FunctionsHost.Triggers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Deis.FunctionsHost;

/// <summary>Makes a web application a host of functions.</summary>
public static class FunctionsHostExtensions
{
    private const string BodySizeLimitKey = "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT";
    private const long DefaultBodySizeLimit = 100 * 1024 * 1024;

    /// <summary>Adds the services of the host. Several hosts can live in one process, each in its own web application.</summary>
    /// <param name="builder">The web application, commonly from <c>WebApplication.CreateSlimBuilder</c>.</param>
    /// <param name="configure">Names the functions and changes what configuration has set.</param>
    /// <param name="configureWorker">Adds middlewares; they run in the order in which they are added.</param>
    /// <returns>The options in force; their roles tell which other services this process needs.</returns>
    /// <exception cref="HostConfigurationException">Configuration, options or host.json are wrong.</exception>
    public static FunctionsHostOptions AddFunctionsHost(
        this WebApplicationBuilder builder,
        Action<FunctionsHostOptions> configure,
        Action<IFunctionsWorkerApplicationBuilder>? configureWorker = null)
    {
        var options = FunctionsHostOptions.From(builder.Configuration);
        configure(options);
        options.Validate();
        HostJson.AddTo(builder.Configuration, options.HostJsonPath);

        var services = builder.Services;
        services.AddSingleton(options);
        services.AddRouting();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, TrailingSlashPolicy>());
        services.AddSingleton<HttpFunctionRunner>();
        services.AddSingleton<IFunctionExecutor, FunctionExecutor>();
        services.AddSingleton<TriggerRunner>();
        services.AddHostedService<StaleSocketCleanup>();
        services.AddQueues(builder.Configuration, options.Roles);
        if (options.Roles.HasFlag(HostRoles.Timer))
            services.AddHostedService<TimerTriggerService>();
        // Kestrel stops first of all services: it closes its listeners at once, lets requests finish, and aborts them when this time is over.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTimeout);

        var worker = new WorkerBuilder(services);
        configureWorker?.Invoke(worker);
        worker.UseFunctionExecutionMiddleware();
        services.AddSingleton(_ => worker.Build());

        var bodySizeLimit = builder.Configuration.GetValue(BodySizeLimitKey, DefaultBodySizeLimit);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = bodySizeLimit;
        });
        return options;
    }

    /// <summary>
    /// Routes requests to the functions. ASP.NET Core middlewares added before see every request; after it only those that some route matched.
    /// </summary>
    /// <exception cref="HostConfigurationException">Function classes are wrong; the message lists all mistakes.</exception>
    public static WebApplication UseFunctionsHost(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<FunctionsHostOptions>();
        app.UseLeadingSlashCollapse();
        app.UseRouting();
        app.UseUnroutedAnswers(options);
        if (options.Roles.HasFlag(HostRoles.Api))
            app.MapFunctions(options);

        return app;
    }

    private static void MapFunctions(this WebApplication app, FunctionsHostOptions options)
    {
        var runner = app.Services.GetRequiredService<HttpFunctionRunner>();
        foreach (var function in HttpFunctionCatalog.Read(options.FunctionClasses, HostJson.RoutePrefix(app.Configuration)))
        {
            var endpoint = app.Map(function.Route, runner.For(function)).WithDisplayName(function.Name);
            if (function.HttpMethods.Count > 0)
                endpoint.WithMetadata(new HttpMethodMetadata(function.HttpMethods));

            // So that middlewares can look for the application's own attributes; those of the method come last and win.
            endpoint.WithMetadata(function.Method.DeclaringType!.GetCustomAttributes(inherit: true));
            endpoint.WithMetadata(function.Method.GetCustomAttributes(inherit: true));
        }
    }
}
