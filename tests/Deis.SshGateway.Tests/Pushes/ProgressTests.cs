using System.Text;
using Deis.SshGateway.Helper.Pushes;
using Deis.SshGateway.Tests.Support;

namespace Deis.SshGateway.Tests.Pushes;

public sealed class ProgressTests : IDisposable
{
    private readonly MemoryStream _output = new();
    private readonly ManualTime _time = new();
    private readonly Progress _progress;

    public ProgressTests() => _progress = new Progress(_output, _time);

    [Fact]
    public void WriteLine_SeveralLines_EachBeginsInTheFirstColumn()
    {
        _progress.WriteLine("one\ntwo");

        Printed.ShouldBe("\u001b[1Gone\n\u001b[1Gtwo\n");
    }

    [Fact]
    public void Idle_TenSecondsWithoutALine_PrintsDotsAndGoesOnDoingSo()
    {
        _progress.WriteLine("one");
        _time.Advance(TimeSpan.FromSeconds(9));
        _progress.WriteLine("two");
        _time.Advance(TimeSpan.FromSeconds(9));
        Printed.ShouldNotContain("...");

        _time.Advance(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(10));

        Printed.ShouldEndWith("\u001b[1Gtwo\n\u001b[1G...\n\u001b[1G...\n");
    }

    public void Dispose()
    {
        _progress.Dispose();
        _output.Dispose();
    }

    private string Printed => Encoding.UTF8.GetString(_output.ToArray());
}
