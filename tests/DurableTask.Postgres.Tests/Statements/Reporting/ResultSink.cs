using System.Collections.Concurrent;
using System.Globalization;
using DurableTask.Postgres.Tests.Support;
using Xunit.Abstractions;

namespace DurableTask.Postgres.Tests.Statements.Reporting;

/// <summary>Passes all messages on, and counts what the tests of each statement came to on each store.</summary>
public sealed class ResultSink(IMessageSink next) : LongLivedMarshalByRefObject, IMessageSink
{
    private readonly ConcurrentBag<StatementResult> _results = [];

    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestPassed passed:
                Add(passed, isGood: true);
                break;
            case ITestFailed or ITestSkipped:
                Add((ITestResultMessage)message, isGood: false);
                break;
            case ITestAssemblyFinished:
                ReportFile.Write(StatementReport.Compose([.. _results], LeftOut.Reasons));
                break;
        }

        return next.OnMessage(message);
    }

    private void Add(ITestResultMessage result, bool isGood)
    {
        if (!result.TestCase.Traits.TryGetValue(StatementAttribute.Trait, out var numbers))
        {
            return;
        }

        var stores = StoresOf(result.TestCase);
        foreach (var number in numbers)
        {
            _results.Add(new StatementResult(int.Parse(number, CultureInfo.InvariantCulture), stores, isGood));
        }
    }

    /// <summary>A test with a mode says so; one that needs no engine speaks for all; any other runs on PostgreSQL.</summary>
    private static StoreKind[] StoresOf(ITestCase test)
    {
        if (test.TestMethodArguments?.OfType<EngineMode>().FirstOrDefault() is { } mode)
        {
            return [mode.InMemory ? StoreKind.Memory : StoreKind.Postgres];
        }

        return test.TestMethod.TestClass.TestCollection.CollectionDefinition is null ? Enum.GetValues<StoreKind>() : [StoreKind.Postgres];
    }
}
