using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Aftermath;
using Deis.Orchestrations.Autoscale;
using Deis.Orchestrations.Builds;
using Deis.Orchestrations.Create;
using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Destroy;
using Deis.Orchestrations.Drift;
using Deis.Orchestrations.Hooks;
using Deis.Orchestrations.Leases;
using Deis.Orchestrations.Operations;
using Deis.Orchestrations.Restart;
using Deis.Orchestrations.Rollout;
using Deis.Orchestrations.Route;
using Deis.Orchestrations.Run;
using Deis.Orchestrations.Runtime;
using Deis.Orchestrations.Scale;
using Deis.Orchestrations.WarmUp;
using Deis.Platform.Apps;
using Deis.Platform.Releases;
using Deis.Platform.Runtime;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Deis.Orchestrations;

/// <summary>Registers what carries out changes to apps.</summary>
public static class OrchestrationServices
{
    /// <summary>What a process needs that starts operations and waits for them: the API.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddSingleton<IConfigureOptions<DeployOptions>, DeployOptionsSetup>();
        services.AddOptions<DeployOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<IOperations, OperationService>();
        services.AddSingleton<IConfigureOptions<DeployHookOptions>, DeployHookOptionsSetup>();
        services.AddSingleton<IValidateOptions<DeployHookOptions>, DeployHookOptionsSetup>();
        services.AddOptions<DeployHookOptions>().ValidateOnStart();
        services.AddScoped<IReleaseObserver, DeployHookObserver>();
        return services;
    }

    /// <summary>What a process needs that carries operations out: the worker. The tasks themselves are added with <see cref="AddDeisTasks"/>; the app runtime
    /// must be registered before. Where it is known which SSH gateway keeps the repositories, its <see cref="ISourceRepositories"/> is registered before, too.</summary>
    public static IServiceCollection AddOrchestrations(this IServiceCollection services)
    {
        services.AddOperations();
        services.AddSingleton<IConfigureOptions<WarmUpOptions>, WarmUpOptionsSetup>();
        services.AddOptions<WarmUpOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RouterClient>();
        services.AddSingleton<DeployHookClient>();
        services.AddScoped<CreateRelease>();
        services.AddScoped<FailRelease>();
        services.AddScoped<LeaseBook>();
        services.AddScoped<DeployTimeouts>();
        services.AddScoped<Workloads>();
        services.AddScoped<CurrentRollout>();
        services.AddScoped<AppDrift>();
        services.TryAddSingleton<ISourceRepositories, NoRepositories>();
        services.AddHostedService<RuntimeEventPump>();
        services.AddHostedService<OperationWatch>();
        if (services.Any(service => service.ServiceType == typeof(ISharedRuntime)))
        {
            services.AddHostedService<DriftWatch>();
        }

        return services;
    }

    /// <summary>All orchestrators and activities of the platform.</summary>
    public static DurableTaskRegistry AddDeisTasks(this DurableTaskRegistry tasks) => tasks
        .AddOrchestrator<DeployOrchestrator>()
        .AddOrchestrator<BuildOrchestrator>()
        .AddOrchestrator<RolloutOrchestrator>()
        .AddOrchestrator<ScaleOrchestrator>()
        .AddOrchestrator<RestartOrchestrator>()
        .AddOrchestrator<RunOrchestrator>()
        .AddOrchestrator<DestroyOrchestrator>()
        .AddOrchestrator<CreateOrchestrator>()
        .AddOrchestrator<RouteOrchestrator>()
        .AddOrchestrator<AutoscaleOrchestrator>()
        .AddOrchestrator<AftermathOrchestrator>()
        .AddOrchestrator<RestoreOrchestrator>()
        .AddOrchestrator<DeployHooksOrchestrator>()
        .AddActivity<ReportProblem>()
        .AddActivity<AcquireLease>()
        .AddActivity<ReleaseLease>()
        .AddActivity<BuildDeadline>()
        .AddActivity<StartBuild>()
        .AddActivity<RecordBuild>()
        .AddActivity<NumberRelease>()
        .AddActivity<PlanRollout>()
        .AddActivity<StartReleasePhase>()
        .AddActivity<ApplyProcesses>()
        .AddActivity<ObserveRollout>()
        .AddActivity<StopJob>()
        .AddActivity<FinishDeploy>()
        .AddActivity<MarkReleaseFailed>()
        .AddActivity<RemoveProcesses>()
        .AddActivity<MakePlace>()
        .AddActivity<PublishRoutes>()
        .AddActivity<ScaleByLoad>()
        .AddActivity<CloseOperation>()
        .AddActivity<AppendLines>()
        .AddActivity<PlanScale>()
        .AddActivity<FinishScale>()
        .AddActivity<PlanRestart>()
        .AddActivity<RestartProcesses>()
        .AddActivity<StartRun>()
        .AddActivity<RecordRun>()
        .AddActivity<PlanWarmUp>()
        .AddActivity<AskRouter>()
        .AddActivity<SendDeployHook>()
        .AddActivity<StopJobs>()
        .AddActivity<PlanAftermath>()
        .AddActivity<PlanRestore>()
        .AddActivity<BeginDestroy>()
        .AddActivity<StopEverything>()
        .AddActivity<DeleteApp>();
}
