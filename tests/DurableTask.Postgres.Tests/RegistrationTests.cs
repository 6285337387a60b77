using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DurableTask.Postgres.Tests;

public sealed class RegistrationTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Fact]
    public async Task Start_NeitherConnectionStringNorDataSource_SaysWhatIsMissing()
    {
        var error = await Should.ThrowAsync<OptionsValidationException>(
            () => StartAsync(null, configure: options => options.ConnectionString = null));

        error.Message.ShouldContain("ConnectionString or DataSource");
    }

    [Fact]
    public async Task Start_HeartbeatTooSlowForTheLease_SaysSo()
    {
        var error = await Should.ThrowAsync<OptionsValidationException>(
            () => StartAsync(null, configure: options => options.HeartbeatInterval = options.LeaseTime));

        error.Message.ShouldContain("at most a third");
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task AddActivity_ClassWithServices_GetsThemFromAScopePerRun(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks.AddOrchestrator<TwoVisits>().AddActivity<Visit>(), mode, services: services => services.AddScoped<Guest>());

        var ids = (await host.RunAsync(nameof(TwoVisits))).ReadOutputAs<Guid[]>();

        ids!.Distinct().Count().ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task GetRequiredService_Client_IsOneObjectUnderBothTypes(EngineMode mode)
    {
        await using var host = await StartAsync(null, mode);

        host.Services.GetRequiredService<DurableTaskClient>().ShouldBeSameAs(host.Client);
    }

    private sealed class Guest
    {
        public Guid Id { get; } = Guid.NewGuid();
    }

    private sealed class TwoVisits : TaskOrchestrator<object?, Guid[]>
    {
        public override async Task<Guid[]> RunAsync(TaskOrchestrationContext context, object? input) =>
            [await context.CallActivityAsync<Guid>(nameof(Visit)), await context.CallActivityAsync<Guid>(nameof(Visit))];
    }

    private sealed class Visit(Guest guest) : TaskActivity<object?, Guid>
    {
        public override Task<Guid> RunAsync(TaskActivityContext context, object? input) => Task.FromResult(guest.Id);
    }
}
