using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace DurableTask.Postgres.Tests.Statements.Reporting;

/// <summary>xunit, and at the end of a run <c>out/statements-report.txt</c>.</summary>
public sealed class StatementsTestFramework(IMessageSink messageSink) : XunitTestFramework(messageSink)
{
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName assembly, ISourceInformationProvider sources, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(assembly, sources, diagnostics)
    {
        protected override void RunTestCases(
            IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions) =>
            base.RunTestCases(testCases, new ResultSink(executionMessageSink), executionOptions);
    }
}
