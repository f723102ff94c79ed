# SPDX-License-Identifier: Apache-2.0
# Runs ATR_analysis for each answer to reset of the standard input, one a line, each in a child of its own: it keeps its state
# in global variables and exits where it likes. What it prints follows a line "=ATR".
use strict;
use warnings;
use File::stat;
use Getopt::Std;
use Chipcard::PCSC::Card;

$| = 1;
while (my $atr = <STDIN>) {
    chomp $atr;
    print "=$atr\n";
    my $child = fork;
    die "fork: $!" unless defined $child;
    if ($child == 0) {
        @ARGV = ($atr);
        do '/usr/bin/ATR_analysis';
        die "ATR_analysis: $@" if $@;
        exit 0;
    }
    waitpid $child, 0;
    die "ATR_analysis failed for $atr" if $? != 0;
}
