using System.Threading.Channels;
using Deis.Cli.Apps.Attached;
using Deis.Client.Apps;

namespace Deis.Cli.Tests;

public sealed class SizeReportsTests
{
    private readonly Channel<(int Columns, TaskCompletionSource Taken)> _connection = Channel.CreateUnbounded<(int, TaskCompletionSource)>();
    private int _columns;

    [Fact]
    public async Task Sizes_ThatChangeWhileOneIsTold_AreToldAfterItAndTheLastWordIsTheLastSize()
    {
        SizeReports sizes = new(() => new RunTerminal(_columns, 24, null), TellAsync);
        _columns = 100;
        _ = sizes.ReportAsync();
        var first = await _connection.Reader.ReadAsync();
        _columns = 120;
        var second = sizes.ReportAsync();
        _connection.Reader.TryRead(out _).ShouldBeFalse();
        // Dragged on before it is the second's turn.
        _columns = 140;

        first.Taken.SetResult();

        var last = await _connection.Reader.ReadAsync();
        (first.Columns, last.Columns).ShouldBe((100, 140));
        last.Taken.SetResult();
        await second;
    }

    private async Task TellAsync(RunTerminal size)
    {
        TaskCompletionSource taken = new();
        await _connection.Writer.WriteAsync((size.Columns, taken));
        await taken.Task;
    }
}
