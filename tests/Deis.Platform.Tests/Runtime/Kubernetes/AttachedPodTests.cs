using System.Text;
using Deis.Kubernetes.Pods;
using Deis.Platform.Runtime;
using Deis.Platform.Runtime.Kubernetes.Attach;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

/// <summary>How the platform and a container talk, where the real ones do not do it on demand.</summary>
public sealed class AttachedPodTests
{
    private readonly CancellationToken _deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token;
    private readonly List<string> _hungUp = [];
    private int _breaks;

    [Fact]
    public async Task Read_ConnectionThatBreaks_EndsAndIsTold()
    {
        using var container = await ContainerEnd.OpenAsync();
        await using var job = Attach(container, new JobOutputPart(JobStream.Output, "early "u8.ToArray()));
        var reading = ReadAsync(job);

        await container.SayAsync(PodChannel.Output, "late", _deadline);
        await container.SayAsync(PodChannel.Errors, "oops", _deadline);
        container.Break();

        (await reading).ShouldBe("Output early |Output late|Error oops|");
        _breaks.ShouldBe(1);
    }

    [Fact]
    public async Task Read_CommandThatEnds_EndsInPeace()
    {
        using var container = await ContainerEnd.OpenAsync();
        await using var job = Attach(container);
        var reading = ReadAsync(job);

        await container.SayAsync(PodChannel.Output, "all", _deadline);
        await container.SayAsync(PodChannel.Status, """{"status":"Success"}""", _deadline);

        (await reading).ShouldBe("Output all|");
        _breaks.ShouldBe(0);
    }

    [Fact]
    public async Task Write_ToACommandThatHasEnded_IsLostWithoutAWord()
    {
        using var container = await ContainerEnd.OpenAsync();
        await using var job = Attach(container);
        container.Break();
        await ReadAsync(job);

        await job.WriteAsync("too late"u8.ToArray(), _deadline);
        await job.EndInputAsync(_deadline);
    }

    [Fact]
    public async Task Start_UntilBothStreamsAreHeard_IsHeldBack()
    {
        using var input = await ContainerEnd.OpenAsync();
        using var output = await ContainerEnd.OpenAsync();
        var releasing = HeldStart.ReleaseAsync(input.Connection, output.Connection, [JobStream.Output, JobStream.Error], TimeProvider.System, _deadline);

        (await input.HearAsync(_deadline)).ShouldBe("0ready\n");
        await output.SayAsync(PodChannel.Errors, "<ready>\n", _deadline);
        (await input.HearAsync(_deadline)).ShouldBe("0ready\n", "what was said first may have been heard by nobody");
        await output.SayAsync(PodChannel.Output, "<rea", _deadline);
        await output.SayAsync(PodChannel.Output, "dy>\n", _deadline);
        await output.SayAsync(PodChannel.Output, "<ready>\n<go>\nfirst words", _deadline);
        await output.SayAsync(PodChannel.Errors, "<ready>\n<go>\n", _deadline);

        (await releasing).ShouldNotBeNull().Select(Text).ShouldBe(["Output first words"]);
        string? said;
        while ((said = await input.HearAsync(_deadline)) == "0ready\n")
        {
            // said while the answers were on their way
        }
        said.ShouldBe("0go\n");
    }

    [Fact]
    public async Task Start_OfACommandThatIsGone_IsNone()
    {
        using var container = await ContainerEnd.OpenAsync();
        var releasing = HeldStart.ReleaseAsync(container.Connection, container.Connection, [JobStream.Output], TimeProvider.System, _deadline);

        await container.CloseAsync(_deadline);

        (await releasing).ShouldBeNull();
    }

    [Fact]
    public async Task Command_AfterMuchThatIsNotItsOwn_ShowsWhatIs()
    {
        using var container = await ContainerEnd.OpenAsync();
        await using var command = Execute(container, out var mark);
        var reading = ReadAsync(command);

        for (var times = 0; times < 100; times++)
            await container.SayAsync(PodChannel.Output, new string('x', 10_000), _deadline);
        await container.SayAsync(PodChannel.Output, mark[..7], _deadline);
        await container.SayAsync(PodChannel.Output, $"{mark[7..]} 4", _deadline);
        await container.SayAsync(PodChannel.Output, "2\nown words", _deadline);
        await container.SayAsync(PodChannel.Status, """{"status":"Success"}""", _deadline);

        (await reading).ShouldBe("Output own words|");
        (await command.End).ShouldBe(CommandEnd.Exited(0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Command_WhoseCallerLeaves_IsHungUpThoughItHasNotSaidWhatItIs(bool early)
    {
        using var container = await ContainerEnd.OpenAsync();
        using CancellationTokenSource leaves = new();
        var command = Execute(container, out var mark);
        var reading = ReadAsync(command, leaves.Token);

        if (early)
            await leaves.CancelAsync();
        await container.SayAsync(PodChannel.Output, $"{mark} 42\n", _deadline);
        if (!early)
            await container.SayAsync(PodChannel.Output, "own words", _deadline);
        await leaves.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(reading);
        await command.DisposeAsync();
        _hungUp.ShouldBe(["42"]);
    }

    private CommandInPod Execute(ContainerEnd container, out string mark)
    {
        InsideScript script = new(isSlug: false, new JobInteraction(new TerminalSize(80, 24)));
        mark = script.Command[4];
        TaskCompletionSource<CommandEnd> end = new();
        AttachedPod streams = new(container.Connection, container.Connection, [], (status, _) =>
        {
            end.SetResult(status is { } told ? CommandInPod.EndOf(told.Bytes.Span) : CommandEnd.Failed("It broke."));
            return Task.CompletedTask;
        });
        return new CommandInPod(
            streams.Attend(),
            script,
            end.Task,
            process =>
            {
                _hungUp.Add(process);
                return Task.CompletedTask;
            },
            TimeProvider.System);
    }

    private AttachedPod Attach(ContainerEnd container, params IReadOnlyList<JobOutputPart> early) => new(
        container.Connection, container.Connection, early, (status, _) =>
        {
            _breaks += status is null ? 1 : 0;
            return Task.CompletedTask;
        });

    private Task<string> ReadAsync(IAttachedJob job) => ReadAsync(job, _deadline);

    private static async Task<string> ReadAsync(IAttachedJob job, CancellationToken cancellationToken)
    {
        StringBuilder read = new();
        await foreach (var part in job.ReadAsync(cancellationToken))
            read.Append(Text(part)).Append('|');
        return read.ToString();
    }

    private static string Text(JobOutputPart part) => $"{part.Stream} {Encoding.UTF8.GetString(part.Bytes.Span)}";
}
