using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Leases;
using Deis.Platform.Releases;

namespace Deis.Orchestrations.Tests.VirtualTime;

public sealed class LeaseWaitingTests : VirtualTimeTests
{
    private bool _isFree;

    [Fact]
    public async Task Wait_HolderNeverHandsOver_LooksAgainEveryMinute()
    {
        var id = await StartDeployAsync();
        await Host.AdvanceAsync(TimeSpan.FromSeconds(150), Deadline);
        _isFree = true;

        (await EndAsync<ChangeOutcome>(id)).ShouldBe(ChangeOutcome.Success(2));

        Activities.TimesOf(nameof(AcquireLease), Begun).ShouldBe([0, 60, 120, 180]);
        Activities.TimesOf(nameof(ReleaseLease), Begun).ShouldBe([180]);
    }

    [Fact]
    public async Task Wait_LeaseIsHandedOver_GoesOnAtOnce()
    {
        var id = await StartDeployAsync();
        await Host.AdvanceAsync(TimeSpan.FromSeconds(90), Deadline);
        _isFree = true;

        await Host.Client.RaiseEventAsync(id, "lease-granted", null, Deadline);

        (await EndAsync<ChangeOutcome>(id)).ShouldBe(ChangeOutcome.Success(2));
        Activities.TimesOf(nameof(AcquireLease), Begun).ShouldBe([0, 60, 90]);
        Elapsed.ShouldBe(90);
    }

    [Fact]
    public async Task Wait_ForAnHour_LooksOnceAMinuteAndThenRuns()
    {
        var id = await StartDeployAsync();
        await Host.AdvanceAsync(TimeSpan.FromHours(1), Deadline);
        _isFree = true;

        (await EndAsync<ChangeOutcome>(id)).Succeeded.ShouldBeTrue();

        Activities.TimesOf(nameof(AcquireLease), Begun).Count.ShouldBe(62);
    }

    /// <summary>A change of the configuration of an app that has no build yet, so nothing is to be rolled out.</summary>
    private Task<string> StartDeployAsync()
    {
        Activities
            .On<LeaseRequest, bool>(nameof(AcquireLease), _ => _isFree)
            .On<LeaseRequest, object?>(nameof(ReleaseLease), _ => null)
            .On<NewRelease, CreatedRelease>(nameof(NumberRelease), _ => new CreatedRelease(Guid.NewGuid(), 2, HasBuild: false));
        return StartAsync<DeployOrchestrator>(
            DeployInput.Orchestration, new DeployInput(Guid.NewGuid(), "app", Guid.NewGuid(), DeployTrigger.Config, ConfigId: Guid.NewGuid()));
    }
}
