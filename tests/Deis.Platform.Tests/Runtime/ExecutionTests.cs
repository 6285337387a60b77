using Deis.Platform.Runtime;

namespace Deis.Platform.Tests.Runtime;

/// <summary>Commands inside processes, which one machine does not run.</summary>
public sealed class ExecutionTests : RuntimeTest
{
    [Fact]
    public async Task Exec_IsNoCapability_AndRefused()
    {
        Runtime.Capabilities.HasFlag(RuntimeCapabilities.Execution).ShouldBeFalse();

        await Should.ThrowAsync<NotSupportedException>(() => Runtime.ExecAsync(App.Name, "sample-web-12345678-abcde", "true", new JobInteraction(null), Deadline));
    }
}
