#!/usr/bin/env escript
%% -*- erlang -*-
%% The comparison's tables for Erlang/OTP: `tables.escript KIND` holds the tables of one kind, reads a
%% line `WORK|WORKERS|COUNT` for each measurement, and answers with the nanoseconds of one operation.
-module(tables).
-mode(compile).
-export([main/1]).

-define(KEYS, 1000000).

main(["dets"]) ->
    File = filename:join(os:getenv("ESCRIPT_TMP", "/tmp"), "dets-" ++ os:getpid() ++ ".compare"),
    file:delete(File),
    {ok, Table} = dets:open_file(compare, [{file, File}, {type, set}]),
    serve(fun(Work, _Workers, Count) -> dets(Table, Work, Count) end),
    dets:close(Table),
    file:delete(File);
main([Kind]) ->
    Tables = [filled(Options) || Options <- options(Kind)],
    serve(fun(Work, Workers, Count) ->
        %% Which options are best depends on the work: it has the better of them.
        lists:min([ets(Table, Work, Workers, Count) || Table <- Tables])
    end).

%% Answers until there are no more questions.
serve(Measure) ->
    case io:get_line("") of
        eof -> ok;
        Line ->
            [Work, Workers, Count] = string:split(string:trim(Line), "|", all),
            Time = Measure(Work, list_to_integer(Workers), list_to_integer(Count)),
            io:format("~.1f~n", [Time]),
            serve(Measure)
    end.

options("set") ->
    [[set, public],
     [set, public, {read_concurrency, true}, {write_concurrency, auto},
      {decentralized_counters, true}]];
options("ordered_set") ->
    [[ordered_set, public],
     [ordered_set, public, {read_concurrency, true}, {write_concurrency, true}]].

filled(Options) ->
    Table = ets:new(compare, Options),
    [ets:insert(Table, {Key, Key}) || Key <- lists:seq(0, ?KEYS - 1)],
    Table.

ets(Table, Work, Workers, Count) ->
    Fun = ets_work(Work, Table),
    %% The loop itself is not ets.
    Empty = timed(Workers, Count, fun(_, _) -> ok end),
    max(0.1, timed(Workers, Count, Fun) - Empty).

ets_work("get", Table) -> fun(Key, _) -> ets:lookup(Table, Key) end;
ets_work("put", Table) -> fun(Key, _) -> ets:insert(Table, {Key, 1}) end;
ets_work("counter", Table) -> fun(Key, _) -> ets:update_counter(Table, Key, 1) end;
ets_work("90/10", Table) ->
    fun(Key, 0) -> ets:insert(Table, {Key, 1});
       (Key, _) -> ets:lookup(Table, Key)
    end.

timed(Workers, Count, Fun) ->
    Self = self(),
    {Time, _} = timer:tc(fun() ->
        Pids = [spawn_link(fun() -> loop(Count, 123456789 * Worker, Fun), Self ! {done, self()} end)
                || Worker <- lists:seq(1, Workers)],
        [receive {done, Pid} -> ok end || Pid <- Pids]
    end),
    Time * 1000 / Count.

loop(0, _, _) -> ok;
loop(Left, Seed, Fun) ->
    Next = (Seed * 1140671485 + 12820163) band 16#ffffff,
    Fun(Next rem ?KEYS, (Next bsr 12) rem 10),
    loop(Left - 1, Next, Fun).

dets(Table, "insert of 1,000 and sync", Count) ->
    Value = value(),
    each(Count, fun(N) ->
        ok = dets:insert(Table, [{Key, Value} || Key <- lists:seq(N * 1000, N * 1000 + 999)]),
        ok = dets:sync(Table)
    end);
dets(Table, "insert and sync", Count) ->
    Value = value(),
    each(Count, fun(N) -> ok = dets:insert(Table, {N, Value}), ok = dets:sync(Table) end);
dets(Table, "insert", Count) ->
    Value = value(),
    each(Count, fun(N) -> ok = dets:insert(Table, {N, Value}) end);
dets(Table, "lookup", Count) ->
    Keys = 1000 * max(1, 50 * Count div 20000),
    each(Count, fun(N) -> [_] = dets:lookup(Table, (N * 7919) rem Keys) end).

value() -> binary:copy(<<7>>, 100).

each(Times, Fun) ->
    {Time, _} = timer:tc(fun() -> each(0, Times, Fun) end),
    Time * 1000 / Times.

each(Times, Times, _) -> ok;
each(N, Times, Fun) -> Fun(N), each(N + 1, Times, Fun).
