using Deis.Functions.Tests.Support;
using Deis.Orchestrations;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace Deis.Functions.Tests.Durable;

/// <summary>What orchestrations do in a process that no SSH gateway belongs to.</summary>
[Collection(ApiCollection.Name)]
public sealed class ActivitiesTests(ApiFixture fixture)
{
    [Fact]
    public async Task Activities_InTheFunctionContainer_HaveAllThatTheyNeed()
    {
        await using var api = await fixture.StartWithOrchestrationsAsync();
        await using var scope = api.Service<IServiceScopeFactory>().CreateAsyncScope();
        var activities = typeof(OrchestrationServices).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(ITaskActivity)) && !type.IsAbstract).ToList();

        activities.Count.ShouldBeGreaterThan(30);
        foreach (var activity in activities)
        {
            Should.NotThrow(() => ActivatorUtilities.CreateInstance(scope.ServiceProvider, activity), activity.Name);
        }
    }
}
