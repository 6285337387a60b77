using Deis.Platform.Runtime;

namespace Deis.Platform.Tests.Runtime;

public sealed class RolloutTests : RuntimeTest
{
    [Fact]
    public async Task Apply_FirstRelease_ServesRequests()
    {
        await DeployAsync(App.Spec("v2"));

        (await GetAsync("/")).ShouldBe("v2");
        var process = (await ListAsync()).ShouldHaveSingleItem();
        process.Name.ShouldMatch("^sample-web-[0-9]{8,10}-[a-z0-9]{5}$");
        process.State.ShouldBe(ProcessState.Up);
        (await GetAsync("/name")).ShouldBe(process.Name);
    }
}
