using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Builds;
using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Destroy;
using Deis.Orchestrations.Leases;
using Deis.Orchestrations.Operations;
using Deis.Orchestrations.Restart;
using Deis.Orchestrations.Rollout;
using Deis.Orchestrations.Runtime;
using Deis.Orchestrations.Scale;
using Deis.Platform.Releases;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace Deis.Orchestrations;

/// <summary>Registers what carries out changes to apps.</summary>
public static class OrchestrationServices
{
    /// <summary>What a process needs that starts operations and waits for them: the API.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddOptions<DeployOptions>().BindConfiguration("Deploy").ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<IOperations, OperationService>();
        return services;
    }

    /// <summary>What a process needs that carries operations out: the worker. The tasks themselves are added with <see cref="AddDeisTasks"/>.</summary>
    public static IServiceCollection AddOrchestrations(this IServiceCollection services)
    {
        services.AddOperations();
        services.AddScoped<CreateRelease>();
        services.AddScoped<FailRelease>();
        services.AddScoped<LeaseBook>();
        services.AddScoped<AppLog>();
        services.AddScoped<AppRoutes>();
        services.AddScoped<DeployTimeouts>();
        services.AddScoped<Workloads>();
        services.AddHostedService<RuntimeEventPump>();
        return services;
    }

    /// <summary>All orchestrators and activities of the platform.</summary>
    public static DurableTaskRegistry AddDeisTasks(this DurableTaskRegistry tasks) => tasks
        .AddOrchestrator<DeployOrchestrator>()
        .AddOrchestrator<BuildOrchestrator>()
        .AddOrchestrator<RolloutOrchestrator>()
        .AddOrchestrator<ScaleOrchestrator>()
        .AddOrchestrator<RestartOrchestrator>()
        .AddOrchestrator<DestroyOrchestrator>()
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
        .AddActivity<FinishDeploy>()
        .AddActivity<MarkReleaseFailed>()
        .AddActivity<RemoveProcesses>()
        .AddActivity<PublishRoutes>()
        .AddActivity<AppendLines>()
        .AddActivity<PlanScale>()
        .AddActivity<FinishScale>()
        .AddActivity<PlanRestart>()
        .AddActivity<RestartProcesses>()
        .AddActivity<StopEverything>()
        .AddActivity<DeleteApp>();
}
